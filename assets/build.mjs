// Builds build/static/ from assets/ and node_modules/: one style sheet, seven scripts, eight font files;
// and build/fonts/, which is not served: the fonts of printed papers. Run by `npm run build`.

import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const assets = join(root, "assets");
const packages = join(root, "node_modules");
const place = join(root, "build", "static");
// Built beside its place and put there at the end, so that a portal that is running never misses a file for long.
const built = `${place}-${process.pid}`;

mkdirSync(join(built, "fonts"), { recursive: true });

const { css } = compile(join(assets, "portal.scss"), {
  style: "compressed",
  loadPaths: [packages],
  quietDeps: true,
});
writeFileSync(join(built, "portal.css"), css);

for (const script of ["portal.js", "drafts.js", "opened.js", "preview.js", "progress.js", "shown_with.js"]) copyFileSync(join(assets, script), join(built, script));
// Without its last line, which names a source map that we do not serve.
const script = readFileSync(join(packages, "govuk-frontend", "dist", "govuk", "govuk-frontend.min.js"), "utf8");
writeFileSync(join(built, "govuk-frontend.min.js"), script.replace(/\/\/# sourceMappingURL=.*\s*$/, ""));

for (const subset of ["latin", "latin-ext"]) {
  for (const cut of ["400-normal", "400-italic", "700-normal", "700-italic"]) {
    const name = `source-sans-3-${subset}-${cut}.woff2`;
    copyFileSync(join(packages, "@fontsource", "source-sans-3", "files", name), join(built, "fonts", name));
  }
}
copyFileSync(join(packages, "@fontsource", "source-sans-3", "LICENSE"), join(built, "fonts", "LICENSE.txt"));

// Print needs whole fonts (arrows, ticks, Greek, Cyrillic), and Hebrew and Arabic letters beside them.
const printed = join(root, "build", "fonts");
rmSync(printed, { recursive: true, force: true });
mkdirSync(printed, { recursive: true });
for (const cut of ["Regular", "Bold", "It", "BoldIt"]) {
  const name = `SourceSans3-${cut}.ttf.woff2`;
  copyFileSync(join(packages, "source-sans", "WOFF2", "TTF", name), join(printed, name));
}
for (const script of ["hebrew", "arabic"]) {
  for (const weight of ["400", "700"]) {
    const name = `noto-sans-${script}-${script}-${weight}-normal.woff2`;
    copyFileSync(join(packages, "@fontsource", `noto-sans-${script}`, "files", name), join(printed, name));
  }
}

rmSync(place, { recursive: true, force: true });
renameSync(built, place);
