// The outlines of the states, simplified once and committed: npm run outlines. From the Census Bureau's cartographic
// boundaries (public domain), as packaged in us-atlas (ISC).
import { readFileSync, writeFileSync } from "node:fs";
import { feature } from "topojson-client";
import { presimplify, quantile, simplify } from "topojson-simplify";

const STATES = {
  "01": "AL", "02": "AK", "04": "AZ", "05": "AR", "06": "CA", "08": "CO", "09": "CT", "10": "DE", "11": "DC", "12": "FL",
  "13": "GA", "15": "HI", "16": "ID", "17": "IL", "18": "IN", "19": "IA", "20": "KS", "21": "KY", "22": "LA", "23": "ME",
  "24": "MD", "25": "MA", "26": "MI", "27": "MN", "28": "MS", "29": "MO", "30": "MT", "31": "NE", "32": "NV", "33": "NH",
  "34": "NJ", "35": "NM", "36": "NY", "37": "NC", "38": "ND", "39": "OH", "40": "OK", "41": "OR", "42": "PA", "44": "RI",
  "45": "SC", "46": "SD", "47": "TN", "48": "TX", "49": "UT", "50": "VT", "51": "VA", "53": "WA", "54": "WV", "55": "WI",
  "56": "WY", "72": "PR",
};
const topology = JSON.parse(readFileSync(new URL("node_modules/us-atlas/states-10m.json", import.meta.url)));
const weighed = presimplify(topology);
const simple = simplify(weighed, quantile(weighed, 0.72));
// Alaska's coast has as many points as all the rest together; it shares no border, so it is thinned by itself (Douglas, Peucker).
const thinned = (line, most) => {
  const [[ax, ay], [bx, by]] = [line[0], line.at(-1)];
  const long = Math.hypot(bx - ax, by - ay);
  const off = ([x, y]) => (long ? Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / long : Math.hypot(x - ax, y - ay));
  const far = line.reduce((best, point, n) => (off(point) > off(line[best]) ? n : best), 0);
  if (off(line[far]) <= most) return [line[0], line.at(-1)];
  return [...thinned(line.slice(0, far + 1), most).slice(0, -1), ...thinned(line.slice(far), most)];
};
const area = (ring) => Math.abs(ring.reduce((sum, [x, y], n) => {
  const [a, b] = ring[(n + 1) % ring.length];
  return sum + x * b - a * y;
}, 0)) / 2;
const out = {};
for (const one of feature(simple, simple.objects.states).features) {
  const state = STATES[one.id];
  if (!state) continue;
  const polygons = one.geometry.type === "Polygon" ? [one.geometry.coordinates] : one.geometry.coordinates;
  const rings = polygons.map((polygon) => polygon[0]).filter((ring) => ring.length > 3);
  const largest = Math.max(...rings.map(area));
  out[state] = rings.filter((ring) => area(ring) > largest / 100)
    .map((ring) => (state === "AK" ? thinned(ring, 0.12) : ring).map(([x, y]) => [Math.round((x > 0 ? x - 360 : x) * 100) / 100, Math.round(y * 100) / 100]));
}
const sorted = Object.fromEntries(Object.entries(out).sort());
writeFileSync(new URL("../src/pergola/systems/outlines.json", import.meta.url), JSON.stringify(sorted) + "\n");
