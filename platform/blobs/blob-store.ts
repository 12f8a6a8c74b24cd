/** Originals, addressed by the SHA-256 of their content within an organisation. */
export interface BlobStore {
  /** Takes a file over (the original may be removed afterwards). Storing the same content again changes nothing. */
  putFile(organizationId: string, sha256: string, path: string): Promise<void>;
  /** Stores bytes and returns their hash. */
  putBytes(organizationId: string, bytes: Uint8Array): Promise<string>;
  /**
   * A local path to read from; read it at once. @throws Error with code `ENOENT` when there is no such blob, AppError
   * SERVICE_UNAVAILABLE when the store does not answer
   */
  path(organizationId: string, sha256: string): Promise<string>;
  /** Deletes a blob unless it is in use. `isUsed` is asked again when nobody can reach it any more, and keeps it then. */
  deleteUnless(organizationId: string, sha256: string, isUsed: () => Promise<boolean>): Promise<void>;
  /** Deletes everything that an organisation has; nobody may be using it any more. */
  deleteOrganization(organizationId: string): Promise<void>;
  /** Rejects when the store cannot answer. */
  ping(): Promise<void>;
}
