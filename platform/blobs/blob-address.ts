/** The parts of a blob's path, the same in every store. @throws Error for what is no address, such as a path */
export function blobAddress(organizationId: string, sha256: string): [string, string, string] {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a blob address');
  return [blobFolder(organizationId), sha256.slice(0, 2), sha256];
}

/** What the paths of an organisation's blobs begin with. @throws Error for what is no id of one */
export function blobFolder(organizationId: string): string {
  if (!/^[0-9a-f]{24}$/.test(organizationId)) throw new Error('not a blob address');
  return organizationId;
}
