// Switches on the components of GOV.UK Frontend that need a script. Every page works without it.

import "./drafts.js";
import "./opened.js";
import "./preview.js";
import "./progress.js";
import "./shown_with.js";
import { initAll } from "./govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
