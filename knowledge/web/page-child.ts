import { serveParser } from '../extract/serve-parser.js';
import { readPage } from './read-page.js';

serveParser(readPage);
