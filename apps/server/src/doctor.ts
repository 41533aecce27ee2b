/** The server's part of `npm run doctor`: what it found, as JSON on stdout. */
import { examine } from './doctor/examine.ts';

console.log(JSON.stringify(await examine(process.env)));
