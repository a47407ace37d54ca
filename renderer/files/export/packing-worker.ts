import { rowWriter, type Pixels, type RowsOf } from "./pixel-rows.ts";

/** What is packed; bands of it come by a port of its own. */
export interface Packing {
  readonly rowsOf: RowsOf;
  readonly width: number;
}

/** The next band of a picture, or that there are no more. */
export type Question = Pixels | "finish";
/** What has been packed is empty until the end. */
export type Answer = { readonly packed: Uint8Array } | { readonly failed: string };

// Off the page's thread: a large picture takes seconds to pack.
self.addEventListener("message", ({ data, ports: [port] }: MessageEvent<Packing>) => {
  if (port === undefined) return;
  const answer = answering(data);
  port.addEventListener("message", ({ data: question }: MessageEvent<Question>) => {
    void answer(question).then((given) => {
      port.postMessage(given, "packed" in given ? [given.packed.buffer] : []);
    });
  });
  port.start();
});

function answering({ rowsOf, width }: Packing): (question: Question) => Promise<Answer> {
  const write = rowWriter(rowsOf, width);
  const { readable, writable } = new CompressionStream("deflate");
  const packed = new Response(readable).arrayBuffer();
  const writer = writable.getWriter();
  return async (question) => {
    try {
      if (question === "finish") {
        await writer.close();
        return { packed: new Uint8Array(await packed) };
      }
      await writer.write(write(question));
      return { packed: new Uint8Array() };
    } catch (error) {
      return { failed: error instanceof Error ? error.message : String(error) };
    }
  };
}
