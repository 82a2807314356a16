// Obvious twin of assembly/compress.ts: the formula as published.
export const compressTwin = (count: number): number => Math.tanh(Math.log(1 + count));
