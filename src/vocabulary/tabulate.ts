/** Both values of a fact that is one or not. */
export const EITHER: readonly boolean[] = [false, true];

/**
 * What rules say of every combination of facts. Modules named `*-rules.ts` export such tables: they are made when the package
 * is built, so that no run has to ask the rules themselves.
 *
 * @param values of each fact; for those of the first, answers are next to each other
 */
export function tabulate<Facts extends object, Answer>(
  values: { readonly [Fact in keyof Facts]: readonly Facts[Fact][] },
  rules: (facts: Facts) => Answer,
): readonly Answer[] {
  let combinations: object[] = [{}];
  for (const [fact, each] of Object.entries<readonly unknown[]>(values))
    combinations = each.flatMap((value) => combinations.map((others) => ({ ...others, [fact]: value })));
  return combinations.map((facts) => rules(facts as Facts));
}
