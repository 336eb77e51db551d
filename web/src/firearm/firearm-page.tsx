export function FirearmPage() {
  return null;
}
