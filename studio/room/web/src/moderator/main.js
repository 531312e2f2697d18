import { beginPage } from "../lib/page.js"; beginPage();
