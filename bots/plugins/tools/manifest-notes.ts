const most = 100;
const longest = 300;

/** What a builder is told of how the tools were found; bounded, as a document may have any number of flaws. */
export function manifestNotes(notes: readonly string[]): { notes?: string[] } {
  if (notes.length === 0) return {};
  const told = notes
    .slice(0, most)
    .map((note) => (note.length > longest ? `${note.slice(0, longest - 1)}…` : note));
  return { notes: notes.length > most ? [...told, `and ${notes.length - most} more`] : told };
}
