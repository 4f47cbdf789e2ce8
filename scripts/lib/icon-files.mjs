/** @typedef {{ readonly size: number, readonly png: Buffer }} Picture a square picture and its side in pixels */

/** Kinds of an ICNS file by the side of their PNG; some sides appear twice, for a normal and a dense screen. */
const ICNS_KINDS = /** @type {const} */ ([
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
])

/**
 * Puts pictures into one Windows icon file; each is kept as a PNG, which Windows reads since Vista.
 * @param {readonly Picture[]} pictures sides of 256 at most
 * @returns {Buffer}
 */
export function icoFile(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [index, { size, png }] of pictures.entries()) {
    const entry = 6 + 16 * index
    // A side of 256 is written as 0.
    head.writeUInt8(size % 256, entry)
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(png.length, entry + 8)
    head.writeUInt32LE(offset, entry + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

/**
 * Puts pictures into one macOS icon file.
 * @param {readonly Picture[]} pictures sides 32 to 1024
 * @returns {Buffer}
 */
export function icnsFile(pictures) {
  const parts = ICNS_KINDS.flatMap(([kind, size]) => {
    const picture = pictures.find((candidate) => candidate.size === size)
    return picture === undefined ? [] : [chunk(kind, picture.png)]
  })
  return chunk('icns', Buffer.concat(parts))
}

/**
 * @param {string} kind four letters
 * @param {Buffer} content
 */
function chunk(kind, content) {
  const head = Buffer.alloc(8)
  head.write(kind, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}
