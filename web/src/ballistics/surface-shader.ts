import {
  differenceColours,
  heightColours,
  measuredLeast,
  type Colour,
} from '../../../src/ballistics/paint-surfaces.ts';

/** One triangle over the whole picture. */
export const vertexSource = `#version 300 es
void main() {
  gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
}`;

const row = (name: string, colours: readonly Colour[]) =>
  `const vec3 ${name}[${colours.length}] = vec3[${colours.length}](${colours
    .map((colour) => `vec3(${colour.map((part) => (part / 255).toFixed(5)).join(', ')})`)
    .join(', ')});`;

/** The same as `paintPicture` (src/ballistics/paint-surfaces.ts), for every pixel at once: a test holds the two together. */
export const fragmentSource = `#version 300 es
precision highp float;
uniform sampler2D first;
uniform sampler2D second;
uniform sampler2D firstMask;
uniform sampler2D secondMask;
uniform bvec2 there;
uniform vec2 size;
uniform vec3 firstX;
uniform vec3 firstY;
uniform vec3 secondX;
uniform vec3 secondY;
uniform vec3 firstLight;
uniform vec3 secondLight;
uniform float relief;
uniform float split;
uniform ivec2 shown;
uniform bool byHeight;
uniform bool maskShown;
uniform float range;
uniform float offset;
uniform float hatchPixels;
uniform vec3 ground;
uniform vec3 hatch;
out vec4 colour;

${row('heights', heightColours)}
${row('differences', differenceColours)}

vec3 along(float part, bool difference) {
  int last = (difference ? ${differenceColours.length} : ${heightColours.length}) - 1;
  float place = clamp(part, 0.0, 1.0) * float(last);
  int at = min(last - 1, int(place));
  float rest = place - float(at);
  return difference ? mix(differences[at], differences[at + 1], rest) : mix(heights[at], heights[at + 1], rest);
}

vec3 hatched(vec2 pixel) {
  return mod(pixel.x + pixel.y, hatchPixels) < hatchPixels * 0.1875 ? hatch : ground;
}

vec3 hatchedBack(vec2 pixel) {
  return mod(pixel.x - pixel.y, hatchPixels) < hatchPixels * 0.1875 ? hatch : ground;
}

bool within(vec2 place) {
  return all(greaterThanEqual(place, vec2(0.0))) && all(lessThanEqual(place, vec2(1.0)));
}

vec3 surface(vec4 point, float masked, vec3 light, vec2 pixel) {
  if (point.w < ${measuredLeast.toFixed(3)}) return hatched(pixel);
  vec3 held = point.xyz / point.w;
  vec2 slope = held.yz * relief;
  float lit = 0.25 + 0.75 * max(0.0, (dot(-slope, light.xy) + light.z) / sqrt(dot(slope, slope) + 1.0));
  vec3 base = byHeight ? along(0.5 + held.x / (2.0 * range), false) * (0.5 + 0.5 * lit) : vec3(lit);
  return maskShown && masked < 0.5 ? mix(hatchedBack(pixel), base, 0.35) : base;
}

void main() {
  vec2 pixel = vec2(gl_FragCoord.x, size.y - gl_FragCoord.y);
  int what = pixel.x / size.x < split ? shown.x : shown.y;
  vec3 from = vec3(pixel, 1.0);
  vec2 a = vec2(dot(firstX, from), dot(firstY, from));
  vec2 b = vec2(dot(secondX, from), dot(secondY, from));
  bool hasA = there.x && what != 1 && within(a);
  bool hasB = there.y && what != 0 && within(b);
  vec4 pointA = hasA ? textureLod(first, a, 0.0) : vec4(0.0);
  vec4 pointB = hasB ? textureLod(second, b, 0.0) : vec4(0.0);
  vec3 shade = ground;
  if (what == 2) {
    if (hasA || hasB) {
      bool known = hasA && hasB && pointA.w >= ${measuredLeast.toFixed(3)} && pointB.w >= ${measuredLeast.toFixed(3)};
      if (known) {
        shade = along(0.5 + (pointA.x / pointA.w - pointB.x / pointB.w + offset) / (2.0 * range), true);
        bool leftOut = min(textureLod(firstMask, a, 0.0).r, textureLod(secondMask, b, 0.0).r) < 0.5;
        if (maskShown && leftOut) shade = mix(hatchedBack(pixel), shade, 0.35);
      } else shade = hatched(pixel);
    }
  } else if (what == 0) {
    if (hasA) shade = surface(pointA, textureLod(firstMask, a, 0.0).r, firstLight, pixel);
  } else if (hasB) shade = surface(pointB, textureLod(secondMask, b, 0.0).r, secondLight, pixel);
  colour = vec4(shade, 1.0);
}`;
