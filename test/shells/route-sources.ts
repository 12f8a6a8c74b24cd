import ts from 'typescript';
import { declaringFile, parse, type ReadSource } from './declaring-file.js';

/** First and last line, counted from 1. */
export type Lines = [from: number, to: number];

/** Where an operation is written down. */
export interface RouteSource {
  /** As in the OpenAPI document: `GET /api/v1/jobs/{id}`. */
  operation: string;
  file: string;
  /** Of its definition, and of what it uses in the same file. */
  lines: Lines[];
  /** Files that declare what it uses by name: its command, its presenter, its contract. */
  uses: string[];
}

/** What every operation stands on says nothing of one of them. */
const isKit = (file: string): boolean => /^(api\/http|platform)\//.test(file);

/** Every operation that a file with routes defines. @throws Error for a definition whose method or path it cannot read */
export function routeSourcesOf(file: string, read: ReadSource): RouteSource[] {
  const source = parse(file, read);
  const own = declarationsOf(source.statements, source);
  const linesOf = (node: ts.Node): Lines => [
    source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
    source.getLineAndCharacterOfPosition(node.end).line + 1,
  ];
  return definitionsIn(source).map((definition) => {
    const [method, path] = (['method', 'path'] as const).map((name) =>
      textOf(valueOf(definition, name, own), own),
    );
    if (!method || !path)
      throw new Error(`${file}:${linesOf(definition)[0]}: the method or path is not told`);
    const [local, foreign] = namesUsed(definition, own);
    const declaredIn = [...foreign].map((name) => declaringFile(name, source, { file, read }));
    return {
      operation: `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
      file,
      lines: [definition, ...local].map(linesOf),
      uses: [...new Set(declaredIn)].filter((used) => used !== undefined && !isKit(used)) as string[],
    };
  });
}

/** The objects that `defineRoute` is called with. */
function definitionsIn(source: ts.SourceFile): ts.ObjectLiteralExpression[] {
  const found: ts.ObjectLiteralExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'defineRoute') {
      const [definition] = node.arguments;
      if (definition && ts.isObjectLiteralExpression(definition)) found.push(definition);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

type Declarations = Map<string, ts.Declaration>;

/** Functions and constants of the file, and of the functions in it that make routes. */
function declarationsOf(statements: Iterable<ts.Statement>, source: ts.SourceFile): Declarations {
  const declarations: Declarations = new Map();
  const within = (maker: ts.Node | undefined): void => {
    const body = maker && ts.isFunctionLike(maker) ? (maker as ts.FunctionDeclaration).body : undefined;
    if (!body || !ts.isBlock(body)) return;
    for (const [name, one] of declarationsOf(body.statements, source)) declarations.set(name, one);
  };
  for (const statement of statements) {
    const makesRoutes = statement.getText(source).includes('defineRoute(');
    if (ts.isFunctionDeclaration(statement) && statement.name) {
      if (makesRoutes) within(statement);
      else declarations.set(statement.name.text, statement);
    }
    if (!ts.isVariableStatement(statement)) continue;
    for (const one of statement.declarationList.declarations)
      if (makesRoutes) within(one.initializer);
      else if (ts.isIdentifier(one.name)) declarations.set(one.name.text, one);
  }
  return declarations;
}

/** Of a definition, or of what is spread into it. */
function valueOf(
  value: ts.Expression | undefined,
  name: string,
  own: Declarations,
): ts.Expression | undefined {
  if (!value) return undefined;
  if (ts.isAsExpression(value)) return valueOf(value.expression, name, own);
  if (ts.isIdentifier(value)) return valueOf(constantOf(value, own), name, own);
  if (!ts.isObjectLiteralExpression(value)) return undefined;
  for (const property of value.properties.toReversed()) {
    if (ts.isSpreadAssignment(property)) {
      const inner = valueOf(property.expression, name, own);
      if (inner) return inner;
    } else if (property.name?.getText() === name) {
      if (ts.isPropertyAssignment(property)) return property.initializer;
      if (ts.isShorthandPropertyAssignment(property)) return property.name;
    }
  }
  return undefined;
}

function constantOf({ text }: ts.Identifier, own: Declarations): ts.Expression | undefined {
  const constant = own.get(text);
  return constant && ts.isVariableDeclaration(constant) ? constant.initializer : undefined;
}

/** A text that is written out, or put together from constants. */
function textOf(value: ts.Expression | undefined, own: Declarations): string | undefined {
  if (!value) return undefined;
  if (ts.isStringLiteralLike(value)) return value.text;
  if (ts.isAsExpression(value)) return textOf(value.expression, own);
  if (ts.isTemplateExpression(value)) {
    const parts = value.templateSpans.map(({ expression, literal }) => [
      textOf(expression, own),
      literal.text,
    ]);
    return parts.some(([text]) => text === undefined) ? undefined : value.head.text + parts.flat().join('');
  }
  return ts.isIdentifier(value) ? textOf(constantOf(value, own), own) : undefined;
}

/** The declarations of the same file that a definition needs, however far away, and every other name in it and them. */
function namesUsed(definition: ts.Node, own: Declarations): [local: Set<ts.Node>, foreign: Set<string>] {
  const local = new Set<ts.Node>();
  const foreign = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const declaration = own.get(node.text);
      if (!declaration) foreign.add(node.text);
      else if (!local.has(declaration)) {
        local.add(declaration);
        visit(declaration);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(definition);
  return [local, foreign];
}
