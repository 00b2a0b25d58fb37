// Every component of the gallery, as galeri.mjs looks at it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);

test("every component is sound, narrow and wide, light and dark", async () => {
  const program = process.env.PENDOPO_GALLERY ?? assert.fail("PENDOPO_GALLERY is not set: run ./check browser");
  const folder = await mkdtemp(join(tmpdir(), "pendopo-galeri-"));
  try {
    await run(program, [folder]);
    const { stdout } = await run(process.execPath, ["galeri.mjs", folder]);
    assert.match(stdout, /no faults/);
  } catch (fault) {
    assert.fail(`${fault.stderr ?? ""}${fault.stdout ?? ""}${fault.message}`);
  } finally {
    await rm(folder, { recursive: true });
  }
});
