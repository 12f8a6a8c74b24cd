import { existsSync } from 'node:fs';
import type { System } from './service-types.js';

/** The loaders that programs linked against glibc name as their interpreter. */
const glibcLoaders: Record<string, string> = {
  x64: '/lib64/ld-linux-x86-64.so.2',
  arm64: '/lib/ld-linux-aarch64.so.1',
};

/** The system this process runs on. */
export function currentSystem(): System {
  const { platform, arch } = process;
  return { platform, arch, glibc: platform === 'linux' && existsSync(glibcLoaders[arch] ?? '') };
}

export const isLinuxX64 = ({ platform, arch }: System): boolean => platform === 'linux' && arch === 'x64';

export const executable = (name: string, { platform }: System): string =>
  platform === 'win32' ? `${name}.exe` : name;
