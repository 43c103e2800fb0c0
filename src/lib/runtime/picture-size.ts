/** Width and height of a picture in its own pixels; 0, 0 before it is decoded. */
export function pictureSize(image: CanvasImageSource): [number, number] {
  if ('naturalWidth' in image) return [image.naturalWidth, image.naturalHeight];
  if ('videoWidth' in image) return [image.videoWidth, image.videoHeight];
  if ('displayWidth' in image) return [image.displayWidth, image.displayHeight];
  const { width, height } = image;
  return [Number(width), Number(height)];
}
