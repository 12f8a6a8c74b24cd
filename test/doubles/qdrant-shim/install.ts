import { join } from 'node:path';
import { installPythonPackages } from '../../helpers/python-packages.js';

/** The folder with the Python packages that the double stands on. @throws Error when they are not to be had. */
export const installShimPackages = (): Promise<string> =>
  installPythonPackages({
    name: 'qdrant-shim',
    requirements: join(import.meta.dirname, 'requirements.txt'),
    // The last of the wheels that pip unpacks need not be the last written.
    receipt: 'qdrant_edge/__init__.py',
  });
