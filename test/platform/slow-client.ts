import { type ClientRequest, request } from "node:http";

/** A client that sends the first bytes of a picture and then nothing more. */
export interface SlowClient {
  /** Status, if an answer comes. */
  readonly status: Promise<number | undefined>;
  readonly leave: () => void;
}

export function startSlowClient(address: string): SlowClient {
  const client: ClientRequest = request(address, { method: "POST" });
  const status = new Promise<number | undefined>((resolve) => {
    client.on("response", (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    client.on("error", () => resolve(undefined));
  });
  // Without a length it is sent in pieces.
  client.write(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"));
  return { status, leave: () => client.destroy() };
}
