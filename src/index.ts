export { GanxError, type GanxErrorCode } from "./errors.js";
