/** Weaknesses that corpora and tools name differently for one defect: a finding of any of them answers for all. */
const FAMILIES: readonly (readonly number[])[] = [
  [89, 564, 943],
  [77, 78, 88],
  [94, 95, 96, 1336],
  [79, 80, 116],
  [22, 23, 36, 73, 98],
  [327, 326, 328, 329, 916, 780, 310],
  [330, 338, 331, 335],
  [614, 1004, 1275, 315],
  [502, 915],
  [611, 776, 827],
  [601, 918],
  [295, 297, 319],
  [798, 259, 321, 522],
  [200, 209, 532, 489],
  [1333, 400, 730, 770],
  [276, 732, 377, 379],
  [352, 942, 346],
];

/** True where a finding with one weakness answers an expectation of the other. */
export function sameFamily(a: number, b: number): boolean {
  return a === b || FAMILIES.some((family) => family.includes(a) && family.includes(b));
}
