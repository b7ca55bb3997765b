/** What the package's entry points offer, and which of it has no docstring. */
import ts from 'typescript';

/** One exported name. */
export interface PublicName {
  readonly name: string;
  /** Whether it is something at run time; false for interfaces and type aliases. */
  readonly isValue: boolean;
  /** The name, and `Name.member` for each of its members, that have no docstring. */
  readonly undocumented: readonly string[];
}

/**
 * The exports of modules, with what is undocumented of them. A member tagged `@internal` is not public; what comes from
 * outside the modules' own sources (members of `Error`) is documented elsewhere.
 *
 * @param paths the entry modules
 * @param host for modules that are no files
 */
export function publicNames(
  paths: readonly string[],
  options: ts.CompilerOptions,
  host: ts.CompilerHost = ts.createCompilerHost(options),
): PublicName[] {
  const program = ts.createProgram(paths, options, host);
  const checker = program.getTypeChecker();
  const isOurs = (node: ts.Node): boolean => {
    const file = node.getSourceFile();
    return !program.isSourceFileDefaultLibrary(file) && !program.isSourceFileFromExternalLibrary(file);
  };
  const isDocumented = (symbol: ts.Symbol): boolean =>
    symbol.getDocumentationComment(checker).length > 0 ||
    symbol.getJsDocTags(checker).some(({ name }) => name === 'internal');
  const membersOf = (symbol: ts.Symbol): ts.Symbol[] =>
    symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)
      ? checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol))
      : [];
  const isPublicMember = ({ name, declarations = [] }: ts.Symbol): boolean =>
    !/^__|#/.test(name) &&
    declarations.some(isOurs) &&
    declarations.every((each) => !(ts.getCombinedModifierFlags(each) & ts.ModifierFlags.Private));

  return paths.flatMap((path) => {
    const file = program.getSourceFile(path);
    const module = file && checker.getSymbolAtLocation(file);
    if (module === undefined) throw new Error(`${path} is no module`);
    return checker.getExportsOfModule(module).map((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const members = membersOf(symbol).filter(isPublicMember);
      return {
        name: exported.name,
        isValue: (symbol.flags & ts.SymbolFlags.Value) !== 0,
        undocumented: [
          ...(isDocumented(symbol) ? [] : [exported.name]),
          ...members.filter((each) => !isDocumented(each)).map((each) => `${exported.name}.${each.name}`),
        ],
      };
    });
  });
}

/** Names that a program imports from a package, its subpaths included. */
export function namesImported(text: string, from: string): string[] {
  const { statements } = ts.createSourceFile('example.ts', text, ts.ScriptTarget.ES2022);
  return statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return [];
    const { text: module } = statement.moduleSpecifier;
    const bindings = statement.importClause?.namedBindings;
    if (module !== from && !module.startsWith(`${from}/`)) return [];
    if (bindings === undefined || !ts.isNamedImports(bindings)) return [];
    return bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
  });
}
