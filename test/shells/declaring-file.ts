import { dirname, join } from 'node:path/posix';
import ts from 'typescript';

/** Reads a source by its path from the root; `undefined` when there is none. */
export type ReadSource = (path: string) => string | undefined;

export const parse = (file: string, read: ReadSource): ts.SourceFile =>
  ts.createSourceFile(file, read(file) ?? '', ts.ScriptTarget.Latest, true);

/** The file that an imported name is declared in, through whatever hands it on. */
export function declaringFile(
  name: string,
  source: ts.SourceFile,
  { file, read }: { file: string; read: ReadSource },
): string | undefined {
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (!bindings || !ts.isNamedImports(bindings)) continue;
    const element = bindings.elements.find((one) => one.name.text === name);
    if (element) return follow(element.propertyName?.text ?? name, target(file, statement), read);
  }
  return undefined;
}

/** The path of what is imported or handed on; `undefined` for a package. */
function target(file: string, statement: ts.ImportDeclaration | ts.ExportDeclaration): string | undefined {
  const { moduleSpecifier: from } = statement;
  if (!from || !ts.isStringLiteral(from) || !from.text.startsWith('.')) return undefined;
  return join(dirname(file), from.text).replace(/\.js$/, '.ts');
}

function follow(name: string, file: string | undefined, read: ReadSource): string | undefined {
  if (file === undefined || read(file) === undefined) return undefined;
  const exported = parse(file, read).statements.filter(ts.isExportDeclaration);
  for (const statement of exported) {
    const next = target(file, statement);
    if (!next || !statement.exportClause || !ts.isNamedExports(statement.exportClause)) continue;
    const element = statement.exportClause.elements.find((one) => one.name.text === name);
    if (element) return follow(element.propertyName?.text ?? name, next, read);
  }
  for (const statement of exported) {
    const next = target(file, statement);
    if (statement.exportClause || !next || !new RegExp(`\\b${name}\\b`).test(read(next) ?? '')) continue;
    return follow(name, next, read);
  }
  return file;
}
