/** What the server takes at most; a side is drawn smaller than its bound, so that most pictures fit at once. */
const bytesMax = 2 * 1024 * 1024;
const sidesTried = [2048, 1400, 900] as const;

export type Shrunk =
  | { readonly kind: 'picture'; readonly content: Blob }
  | { readonly kind: 'refused'; readonly why: 'unreadable' | 'too-large' };

/**
 * A picture drawn anew: nothing of what a camera or an editor wrote beside it comes along, and it is no larger than the
 * server takes. A picture without losses stays one, where there is room.
 */
export async function shrinkPicture(file: Blob): Promise<Shrunk> {
  let bitmap: ImageBitmap;
  try {
    // As the camera was held: what turns the picture is metadata too, and is acted on here.
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return { kind: 'refused', why: 'unreadable' };
  }
  try {
    const types = file.type === 'image/png' ? ['image/png', 'image/jpeg'] : ['image/jpeg'];
    for (const type of types) {
      for (const side of sidesTried) {
        const content = await drawn(bitmap, { side, type });
        if (content !== null && content.size <= bytesMax) return { kind: 'picture', content };
      }
    }
    return { kind: 'refused', why: 'too-large' };
  } finally {
    bitmap.close();
  }
}

async function drawn(bitmap: ImageBitmap, { side, type }: { side: number; type: string }): Promise<Blob | null> {
  const share = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * share));
  canvas.height = Math.max(1, Math.round(bitmap.height * share));
  const context = canvas.getContext('2d')!;
  if (type === 'image/jpeg') {
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, type, 0.88));
}
