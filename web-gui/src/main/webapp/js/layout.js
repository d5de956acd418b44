/**
 * Where switches stand in the drawing: edge switches at the bottom, above them by their distance
 * from the edge, each as near as can be to what it is connected with. Pure.
 */
const WIDTH = 188;
const HEIGHT = 74;
const GAP_X = 30;
const GAP_Y = 84;
const ROW_GAP = 24;
const MARGIN = 12;
const MOST_IN_ROW = 6;

/**
 * @param nodes `[{id, edge}]`
 * @param links `[{a, b}]`, each pair once
 * @returns `{width, height, node: {width, height}, places: Map id → {x, y}}`
 */
export function layout(nodes, links) {
  const neighbours = new Map(nodes.map((node) => [node.id, []]));
  for (const { a, b } of links) {
    neighbours.get(a)?.push(b);
    neighbours.get(b)?.push(a);
  }
  const distance = distances(nodes, neighbours);
  const layers = [];
  for (const node of nodes) {
    (layers[distance.get(node.id)] ??= []).push(node.id);
  }
  const rows = layers.filter(Boolean).flatMap((layer, index) =>
    Array.from({ length: Math.ceil(layer.length / MOST_IN_ROW) }, (_, row) => ({
      ids: layer.slice(row * MOST_IN_ROW, (row + 1) * MOST_IN_ROW),
      first: row === 0 && index > 0,
    })),
  );
  return placed(rows, neighbours);
}

function distances(nodes, neighbours) {
  const distance = new Map(nodes.filter((node) => node.edge).map((node) => [node.id, 0]));
  const queue = [...distance.keys()];
  while (queue.length > 0) {
    const id = queue.shift();
    for (const next of neighbours.get(id)) {
      if (!distance.has(next) && neighbours.has(next)) {
        distance.set(next, distance.get(id) + 1);
        queue.push(next);
      }
    }
  }
  for (const { id } of nodes) {
    if (!distance.has(id)) {
      distance.set(id, 1);
    }
  }
  return distance;
}

function placed(rows, neighbours) {
  const longest = Math.max(1, ...rows.map((row) => row.ids.length));
  const width = longest * WIDTH + (longest - 1) * GAP_X + 2 * MARGIN;
  const places = new Map();
  let up = 0;
  rows.forEach(({ ids, first }, index) => {
    up += index === 0 ? 0 : HEIGHT + (first ? GAP_Y : ROW_GAP);
    const wish = (id) => {
      const known = neighbours.get(id).filter((other) => places.has(other));
      return known.length
        ? known.reduce((sum, other) => sum + places.get(other).x, 0) / known.length
        : width / 2;
    };
    const order = index === 0 ? ids : [...ids].sort((a, b) => wish(a) - wish(b));
    const free = width - 2 * MARGIN - order.length * WIDTH;
    const gap = free / (order.length + 1);
    order.forEach((id, at) =>
      places.set(id, { x: MARGIN + gap * (at + 1) + at * WIDTH, y: -up }),
    );
  });
  for (const place of places.values()) {
    place.y += up + MARGIN;
  }
  return {
    width,
    height: up + HEIGHT + 2 * MARGIN,
    node: { width: WIDTH, height: HEIGHT },
    places,
  };
}
