// Places the boxes of a graph, or of a part of it: layers and their order come with the data.

const boxHeight = 46,
  boxGap = 18,
  bendGap = 12,
  columnGap = 64,
  margin = 8;

function place(layers, linksBefore, linksAfter, isBend) {
  const y = new Map();
  const distance = (a, b) => (isBend(a) && isBend(b) ? bendGap : isBend(a) || isBend(b) ? (boxHeight + boxGap + bendGap) / 2 : boxHeight + boxGap);
  function settle(layer, wanted) {
    const offsets = [0],
      groups = [];
    for (let k = 1; k < layer.length; k++) offsets.push(offsets[k - 1] + distance(layer[k - 1], layer[k]));
    layer.forEach((vertex, k) => {
      let group = [wanted(vertex) - offsets[k], isBend(vertex) ? 4 : 1, 1];
      while (groups.length && groups[groups.length - 1][0] >= group[0]) {
        const above = groups.pop(),
          weight = above[1] + group[1];
        group = [(above[0] * above[1] + group[0] * group[1]) / weight, weight, above[2] + group[2]];
      }
      groups.push(group);
    });
    let k = 0;
    for (const [mean, , count] of groups) for (const end = k + count; k < end; k++) y.set(layer[k], mean + offsets[k]);
  }
  const mean = (vertices, otherwise) => (vertices && vertices.length ? vertices.reduce((sum, one) => sum + y.get(one), 0) / vertices.length : otherwise);
  for (const layer of layers) settle(layer, () => 0);
  for (let sweep = 0; sweep < 8; sweep++) {
    const links = sweep % 2 ? linksAfter : linksBefore;
    for (const layer of sweep % 2 ? [...layers].reverse() : layers) settle(layer, vertex => mean(links.get(vertex), y.get(vertex)));
  }
  return y;
}

// Boxes are numbers, bends texts. Each arrow has one path; those of a trunk beyond the first leave it at a bend.
function layOut(graph, arrows, keeps, widthOf) {
  const layerOf = new Map(),
    left = a => (layerOf.get(a[0]) < layerOf.get(a[1]) ? a[0] : a[1]),
    right = a => (left(a) === a[0] ? a[1] : a[0]);
  graph.layers.forEach((layer, l) =>
    layer.forEach(vertex => {
      if (vertex >= 0 && keeps(vertex)) layerOf.set(vertex, l);
    }),
  );
  const shown = arrows.filter(a => layerOf.has(a[0]) && layerOf.has(a[1]));
  const ends = new Map(),
    trunkKey = (box, order) => box + (order ? ' order' : ' input');
  for (const a of shown) {
    const key = trunkKey(left(a), a[2]);
    ends.set(key, Math.max(ends.get(key) || 0, layerOf.get(right(a))));
  }
  const layers = [],
    columnOf = new Map();
  graph.layers.forEach((layer, l) => {
    const kept = [];
    for (const vertex of layer) {
      if (vertex >= 0) {
        if (layerOf.has(vertex)) kept.push(vertex);
        continue;
      }
      const [box, order] = graph.trunks[-vertex - 1],
        key = trunkKey(box, order);
      if (layerOf.has(box) && l < (ends.get(key) || 0)) kept.push(key + ' ' + l);
    }
    if (kept.some(vertex => typeof vertex === 'number')) {
      columnOf.set(l, layers.length);
      layers.push(kept);
    }
  });
  const before = new Map(),
    after = new Map(),
    link = (map, a, b) => (map.has(a) ? map.get(a).push(b) : map.set(a, [b])),
    drawn = new Set();
  const steps = [...columnOf.keys()];
  const routes = [...shown]
    .sort((a, b) => layerOf.get(right(b)) - layerOf.get(right(a)))
    .map(arrow => {
      const box = left(arrow),
        end = right(arrow),
        key = trunkKey(box, arrow[2]);
      let way = [box, ...steps.filter(l => l > layerOf.get(box) && l < layerOf.get(end)).map(l => key + ' ' + l), end];
      if (way.length > 2 && drawn.has(key)) way = way.slice(-2);
      else if (way.length > 2) drawn.add(key);
      for (let k = 1; k < way.length; k++) {
        link(after, way[k - 1], way[k]);
        link(before, way[k], way[k - 1]);
      }
      return { arrow, way, isBackwards: box !== arrow[0] };
    });
  const isBend = vertex => typeof vertex === 'string';
  const y = place(layers, before, after, isBend);
  let x = margin;
  const columns = layers.map(layer => {
    const width = Math.max(...layer.filter(vertex => !isBend(vertex)).map(widthOf)),
      column = [x, x + width];
    x += width + columnGap;
    return column;
  });
  const tops = [...y.values()],
    top = Math.min(...tops) - boxHeight / 2 - margin;
  for (const [vertex, value] of y) y.set(vertex, value - top);
  const columnAt = vertex => columns[columnOf.get(isBend(vertex) ? +vertex.slice(vertex.lastIndexOf(' ')) : layerOf.get(vertex))];
  return { boxes: [...layerOf.keys()], routes, y, columnAt, isBend, width: x - columnGap + margin, height: Math.max(...tops) - top + boxHeight / 2 + margin };
}

const f = value => value.toFixed(1);
function pathOf(layout, way) {
  let [, x] = layout.columnAt(way[0]),
    y = layout.y.get(way[0]),
    text = 'M' + f(x) + ' ' + f(y);
  for (const vertex of way.slice(1)) {
    const [left, right] = layout.columnAt(vertex),
      middle = f((x + left) / 2),
      height = layout.y.get(vertex),
      bend = layout.isBend(vertex);
    text += 'C' + middle + ' ' + f(y) + ' ' + middle + ' ' + f(height) + ' ' + f(bend ? left : left - 2) + ' ' + f(height) + (bend ? 'H' + f(right) : '');
    x = right;
    y = height;
  }
  return text;
}
