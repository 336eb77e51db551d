/** What the gunshot desk and sensors were promised. */
export const gunshotRoutes = [
  'GET /gunshots',
  'GET /gunshots/statistics',
  'GET /gunshots/{incident}',
  'GET /gunshots/{incident}/reckoning',
  'POST /gunshots/{incident}/acknowledgement',
  'POST /sensors/plan',
  'GET /sensors/layouts',
  'POST /sensors/layouts',
  ...['history', 'nearby', 'arrivals', 'cap.xml', 'sounds'].map((part) => `GET /gunshots/{incident}/${part}`),
  'GET /gunshots/{incident}/sounds/{sound}',
  'POST /gunshots/{incident}/plays',
  'POST /gunshots/{incident}/findings/{finding}/undo',
  ...['decisions', 'undo', 'findings', 'sounds'].map((step) => `POST /gunshots/{incident}/${step}`),
  'GET /sensors',
  'GET /sensors/coverage',
  'GET /sensors/places',
  'POST /sensors',
  'POST /sensors/weather',
  'POST /sensors/{sensor}/end',
  'PUT /sensors/{sensor}/configuration',
  'POST /sensor/packets',
  'POST /sensor/reports',
  'POST /sensor/sounds',
];

/** What sensors send has no session: each message is signed. */
export const signedRoutes = ['packets', 'reports', 'sounds'].map((kind) => `POST /api/v1/sensor/${kind}`);

/** What the gunshot desk alone may do. */
export const deskPaths = /^\/api\/v1\/(gunshots|sensors)/;

/** Well-formed ids of nothing. */
export const nothingOfDesk = (path: string): string =>
  path
    .replace('{incident}', '0'.repeat(16))
    .replace('{sound}', '999999999')
    .replace('{finding}', '999999999')
    .replace('{sensor}', 'no-such-sensor');
