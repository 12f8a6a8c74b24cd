import type { System } from './service-types.js';

export interface Archive {
  url: string;
  /** Where the vendor publishes the SHA-256 of the archive, if it does. */
  checksumUrl?: string;
  /** Leading folders of the archive that are dropped while unpacking. */
  strip: number;
  /** The wanted file after unpacking. */
  file: string;
}

/** MongoDB's archive for a system; null where MongoDB publishes none (musl, 32 bit). */
export function mongodArchive(version: string, { platform, arch, glibc }: System): Archive | null {
  const at = (path: string, file = 'bin/mongod'): Archive => {
    const url = `https://fastdl.mongodb.org/${path}`;
    return { url, checksumUrl: `${url}.sha256`, strip: 1, file };
  };
  if (arch !== 'x64' && arch !== 'arm64') return null;
  if (platform === 'darwin')
    return at(`osx/mongodb-macos-${arch === 'arm64' ? 'arm64' : 'x86_64'}-${version}.tgz`);
  if (platform === 'linux' && glibc)
    return at(`linux/mongodb-linux-${arch === 'arm64' ? 'aarch64' : 'x86_64'}-ubuntu2204-${version}.tgz`);
  if (platform === 'win32') return at(`windows/mongodb-windows-x86_64-${version}.zip`, 'bin/mongod.exe');
  return null;
}

/** Temporal's archive of its command line tool, which contains the server and its UI. */
export function temporalArchive(version: string, { platform, arch }: System): Archive | null {
  const names: Partial<Record<string, string>> = {
    darwin: 'darwin',
    linux: 'linux',
    win32: 'windows',
    x64: 'amd64',
    arm64: 'arm64',
  };
  const [os, cpu] = [names[platform], names[arch]];
  if (!os || !cpu) return null;
  return {
    url: `https://temporal.download/cli/archive/v${version}?platform=${os}&arch=${cpu}`,
    strip: 0,
    file: os === 'windows' ? 'temporal.exe' : 'temporal',
  };
}
