/** A file as a browser hands it in. */
export function uploadForm(text: string, fileName: string) {
  const boundary = '----flashlight-test';
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--${boundary}--\r\n`,
  };
}
