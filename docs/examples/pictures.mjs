// The pictures of docs/reports.md: node docs/examples/pictures.mjs CHROMIUM MODULES PAGE.html FOLDER
// MODULES holds node_modules with playwright-core (the tests put it into .cache/node).
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [, , executablePath, modules, page, folder] = process.argv;
const { chromium } = createRequire(pathToFileURL(modules + "/"))("playwright-core");
const PICTURES = [
  { name: "answer-html.png", width: 820, height: 1180, colorScheme: "light", open: "v-conditional" },
  { name: "answer-dark.png", width: 390, height: 844, colorScheme: "dark", open: "v-refuted" },
];
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
for (const { name, width, height, colorScheme, open } of PICTURES) {
  const tab = await browser.newPage({ viewport: { width, height }, colorScheme });
  await tab.goto(pathToFileURL(page).href);
  await tab.click(`details.${open} > summary`);
  await tab.mouse.move(0, 0);
  if (open === "v-refuted") await tab.$eval("details.v-refuted", (e) => window.scrollTo(0, e.getBoundingClientRect().top - 160));
  await tab.screenshot({ path: `${folder}/${name}` });
}
await browser.close();
