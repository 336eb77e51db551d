/**
 * A scene as seen from the middle of its sensors, with the farthest of them straight ahead: what is looked for in squares there is found alike however
 * its sensors are moved and turned.
 *
 * **Source.** A move and a turn of the plane. **Input.** A scene. **Output.** The scene in that frame, and places of it back on the scene's own plane.
 * **Limits.** To rounding. Of two sensors equally far the first given leads.
 */
import type { Wind } from './speed-of-sound.ts';
import type { Scene } from './scene.ts';

export interface SceneFrame {
  readonly seen: Scene;
  back(x: number, y: number): { readonly x: number; readonly y: number };
}

/** The sensor straight ahead would lie on an edge between squares. */
const offEdgesMeters = 23.7;

export function sceneFrame(scene: Scene): SceneFrame {
  const { sensors, windMps, heardAir } = scene;
  let [meanX, meanY] = [0, 0];
  for (const { x, y } of sensors) [meanX, meanY] = [meanX + x / sensors.length, meanY + y / sensors.length];
  let [cos, sin, most] = [1, 0, 1];
  for (const { x, y } of sensors) {
    const meters = Math.hypot(x - meanX, y - meanY);
    if (meters > most + 1e-6) [cos, sin, most] = [(x - meanX) / meters, (y - meanY) / meters, meters];
  }
  const turned = ({ east, north }: Wind): Wind => ({ east: cos * east + sin * north, north: cos * north - sin * east });
  return {
    seen: {
      ...scene,
      ...(windMps && { windMps: turned(windMps) }),
      ...(heardAir && { heardAir: { ...heardAir, windMps: turned(heardAir.windMps) } }),
      sensors: sensors.map((sensor) => {
        const [dx, dy] = [sensor.x - meanX, sensor.y - meanY];
        return { ...sensor, x: cos * dx + sin * dy + offEdgesMeters, y: cos * dy - sin * dx + offEdgesMeters };
      }),
    },
    back(x, y) {
      const [dx, dy] = [x - offEdgesMeters, y - offEdgesMeters];
      return { x: meanX + cos * dx - sin * dy, y: meanY + sin * dx + cos * dy };
    },
  };
}
