// Loads pages in headless Chromium, opens every step by a click and by the keyboard, and says what it found as JSON.
// node browser.mjs CHROMIUM MODULES PAGE... ; MODULES holds node_modules with playwright-core and axe-core.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , executablePath, modules, ...pages] = process.argv;
const require = createRequire(pathToFileURL(modules + "/"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const LOOKS = [
  { name: "wide", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "dark", viewport: { width: 1000, height: 900 }, colorScheme: "dark", still: true },
  { name: "phone", viewport: { width: 360, height: 740 }, colorScheme: "light" },
];

async function look(browser, page, settings) {
  const url = pathToFileURL(page).href;
  // the policy is lifted only for the accessibility checker, in a context of its own
  const context = await browser.newContext({ viewport: settings.viewport, colorScheme: settings.colorScheme });
  const tab = await context.newPage();
  const found = { page, look: settings.name, messages: [], requests: [], steps: 0, shut: [], keyboard: [], wider: 0, axe: [] };
  tab.on("console", (message) => found.messages.push(message.text()));
  tab.on("pageerror", (error) => found.messages.push(String(error)));
  tab.on("request", (request) => request.url().split("#")[0] === url || found.requests.push(request.url()));
  await tab.goto(url);
  found.wider = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const steps = await tab.$$("details.step");
  found.steps = steps.length;
  for (const step of settings.still ? [] : steps) {
    const summary = await step.$("summary");
    const id = await step.getAttribute("id");
    const mark = await summary.$(".badge");
    await mark.click();
    const body = await step.$(".evidence");
    if (!(await step.evaluate((e) => e.open)) || !(await body.isVisible())) found.shut.push(id);
    await summary.focus();
    await tab.keyboard.press("Enter");
    if (await step.evaluate((e) => e.open)) found.keyboard.push(id);
    await tab.keyboard.press("Space");
    if (!(await step.evaluate((e) => e.open))) found.keyboard.push(id);
  }
  found.wider = Math.max(found.wider, await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth));
  await context.close();
  const checker = await browser.newContext({ viewport: settings.viewport, colorScheme: settings.colorScheme, bypassCSP: true });
  const checked = await checker.newPage();
  await checked.goto(url);
  await checked.evaluate(() => document.querySelectorAll("details").forEach((e) => (e.open = true)));
  await checked.evaluate(axe);
  const result = await checked.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  found.axe = result.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(" | ")}`);
  await checker.close();
  return found;
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
const found = [];
for (const page of pages) for (const settings of LOOKS) found.push(await look(browser, page, settings));
await browser.close();
console.log(JSON.stringify(found));
