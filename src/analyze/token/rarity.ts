/**
 * How surprising each character is after the one before, in half bits as base-36 digits: rows are the character before,
 * columns the one that comes, both a to z, digit, other (also begin and end). Counted over names and words in source
 * code and manuals of many languages; upper and lower case are one.
 */
const SURPRISE = [
  'ja89ifbmake687pan675cdgeclfa',
  '7eae6ehl79i6fi7do9bd6jkhakb6',
  '7hcg7hk7bk98ei4emad6ahleeqe7',
  '9gfa3ggi7kldgh9gmcbebgihgqc3',
  'ag98c9djfej9b7gcd688jdfaepg4',
  '8hee99in4soagd6gn8ca9kjmetc4',
  'cgei5ida6pn7c8ceq99cbhkmiig4',
  '5ljh3jmm7tkgei8irbd79mkpgnh5',
  'cb89aaanipi8947bka76kcmdpbib',
  '9kgg4hlmckhigk7dej2i9kfmkne7',
  '9cef3ede8kkdgceemf9cdebmhmf3',
  '7ffb58gi6qj7ii7eqh9a9eiibne5',
  '5agc4ikl8kjb9h86nhafbhklhph5',
  '8j977c7kbmedhd7eni76adlnfoi5',
  'dc97fddmbid985b9o5a99cbhjmk9',
  '6jee5fid9sg8gf7al6979hkmblf7',
  'egdhghimgnjcgehggebb1ikjmmf5',
  '7hcb4fbi7seeb97fna99bfgmbsg5',
  'cjbi5hgb8qeeegaajf85aigndkh3',
  '8jde6fl67rldgi9bp7aaajgi9ng4',
  'b89c7bdoaqm786g9r676lkpfnpac',
  '4heh3gij7qifbg8emheejlihlo98',
  '5ife8ii64qjega7gl8aglkeloph6',
  'be8e8bhiaqdf9hg7kgc5jikafm55',
  'cfeichdkcnlbcbb4mc89ihcmljh2',
  '7jij1hlf8mmcdi9gmgghkmjmdge6',
  'cccbcclnjqlekkliokijikn7qp23',
  '9a89a9ab9heaa9b9j977bbbdhib6',
].map((row) => Float32Array.from(row, (char) => Number.parseInt(char, 36) / 2));

/** Class of the character outside of the text, and of anything that is neither letter nor digit. */
const OTHER = 27;

function classOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 97;
  if (code >= 65 && code <= 90) return code - 65;
  return code >= 48 && code <= 57 ? 26 : OTHER;
}

/**
 * Mean surprise in bits a character: names and words stay under 5, random letters and digits are about 7. Unlike entropy it
 * tells `getUserAccessToken` from a key of the same length; hexadecimal text stands between (see `isHex`).
 */
export function rarity(text: string): number {
  if (text.length === 0) return 0;
  let before = OTHER;
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const now = classOf(text.charCodeAt(i));
    bits += SURPRISE[before]![now]!;
    before = now;
  }
  return bits / text.length;
}

/** Long hexadecimal text with the spread of random digits. */
export function isHex(text: string): boolean {
  return (
    /^(?:[0-9a-f]{16,}|[0-9A-F]{16,})$/.test(text) && new Set(text).size >= 8 && /\d/.test(text) && /[a-f]/i.test(text)
  );
}
