/** Has the kernel write rows of short captures, too, of which tests are made. */
import { FEW } from '../../src/report/row-forms.js';

FEW.rows = 0;
