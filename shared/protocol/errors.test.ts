import { ORPCError } from "@orpc/client";
import { expect, test } from "vitest";
import { FAULT_TEXTS } from "../base/fault-texts.ts";
import { fault, isFaultCode } from "../base/fault.ts";
import { attempt, faultOf, fromWireFault, inputFault, toWireError, unlessFault } from "./errors.ts";

test.each(Object.keys(FAULT_TEXTS).filter(isFaultCode))("%s survives the wire", (code) => {
  const value = fault(code, { detail: "why", count: 3, again: true }, "nodes.web");
  const wire = toWireError(value);
  expect(wire.status).toBe(FAULT_TEXTS[code].status);
  const { status, message, data } = wire;
  const arrived = new ORPCError(code, {
    status,
    message,
    data: JSON.parse(JSON.stringify(data)) as unknown,
  });
  expect(faultOf(arrived)).toEqual(value);
});

test("an unknown code of a newer daemon keeps its sentence", () => {
  const unknown = new ORPCError("tea-cold", { status: 418, message: "The tea is cold." });
  expect(faultOf(unknown)).toMatchObject({
    code: "internal",
    parameters: { detail: "The tea is cold." },
  });
  expect(fromWireFault({ code: "tea-cold", parameters: {} })).toMatchObject({ code: "internal" });
});

test("no answer at all means the daemon went away", async () => {
  const answer = await attempt(Promise.reject(new Error("the connection is lost")));
  expect(answer).toMatchObject({ ok: false, error: { code: "daemon-unreachable" } });
});

test("one fault may stand for an answer, any other is thrown", async () => {
  const refused = fault("forbidden", { roles: "operator" });
  const ask = async (error: Error) => {
    const call = (async (): Promise<string> => {
      throw error;
    })();
    return unlessFault(call, "forbidden", "nothing");
  };
  expect(await unlessFault(Promise.resolve("all"), "forbidden", "nothing")).toBe("all");
  expect(await ask(toWireError(refused))).toBe("nothing");
  await expect(ask(toWireError(fault("session-ended")))).rejects.toMatchObject({
    fault: { code: "session-ended" },
  });
});

test("a refused input says where", () => {
  const issues = [{ message: "expected string", path: ["window", 0, "end"] }];
  expect(inputFault(issues)).toEqual(
    fault("input-invalid", { detail: "expected string" }, "window.0.end"),
  );
});
