import { extractDocument } from './extract-document.js';
import { serveParser } from './serve-parser.js';

serveParser(extractDocument);
