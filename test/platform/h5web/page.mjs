// A page of h5web with nothing set: a file that is chosen is shown.
import { App } from "@h5web/app";
import { H5WasmLocalFileProvider } from "@h5web/h5wasm";
import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";
import "@h5web/app/styles.css";

function Viewer() {
  const [file, setFile] = useState();
  if (file) return createElement(H5WasmLocalFileProvider, { file }, createElement(App));
  return createElement("input", { type: "file", onChange: ({ target }) => setFile(target.files[0]) });
}

createRoot(document.querySelector("#root")).render(createElement(Viewer));
