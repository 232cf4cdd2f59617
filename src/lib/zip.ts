import { crc32, deflateRawSync } from 'node:zlib';

/** 1 January 1980: the same files give the same bytes, whenever they are packed. */
const DOS_DATE = 0x21;
const UTF8_NAMES = 0x0800;
const MOST_BYTES = 0xffffffff;

/** A zip archive of files by path, in the order given. Throws `RangeError` beyond 4 GB or 65,535 files. */
export function zip(files: ReadonlyMap<string, string | Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  const entries: Uint8Array[] = [];
  let offset = 0;
  for (const [path, content] of files) {
    const name = Buffer.from(path, 'utf8');
    const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const packed = deflateRawSync(bytes);
    // From "version needed" to "extra length": the same in the local header and in the directory.
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(UTF8_NAMES, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt16LE(DOS_DATE, 8);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, name, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, rest, name]));
    parts.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(entries);
  if (offset + directory.length > MOST_BYTES || files.size > 0xffff)
    throw new RangeError('too much for one zip archive');
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}
