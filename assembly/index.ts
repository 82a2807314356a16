export { heapBase } from "./memory";
