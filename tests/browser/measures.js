// Measures of what a reader sees, taken in the page: every box of text, what it is cut by, what lies under it.
() => {
  const shown = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.display === 'none' || style.visibility === 'hidden' || Number(style.opacity) < 0.05) return false;
      if (e.getAttribute?.('aria-hidden') === 'true' || e.hasAttribute?.('inert')) return false;
      if (e.matches?.('details:not([open]) > :not(summary)')) return false;
    }
    return true;
  };
  const within = (element, selector) => element.closest(selector);
  const aside = (element) => (element.closest('[data-testid=stSidebar]')?.getBoundingClientRect().right ?? 1) <= 0;
  const skipped = '[data-testid=stSkipToContent], [data-testid=stSidebar][aria-expanded=false], [class*=st-key-address_], [data-testid=stDataFrame], [data-testid=stHtml], script, style, noscript, [data-testid=stToolbar], [data-testid=stStatusWidget], [data-testid=stDecoration], [data-testid=stHeader], [data-testid=stIconMaterial], .modebar-container, .hoverlayer, canvas';
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || within(element, skipped) || !shown(element) || aside(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(r => r.width > 1 && r.height > 1);
    if (boxes.length) texts.push({ node, element, boxes, text: node.textContent.trim().slice(0, 60) });
  }
  const spelled = (r) => `${Math.round(r.left)},${Math.round(r.top + scrollY)} ${Math.round(r.width)}x${Math.round(r.height)}`;
  const area = (element) => within(element, '[data-testid=stSidebar]') ? 'sidebar' : within(element, '.js-plotly-plot') ? 'chart' : 'page';

  // Cut: a box that hides what does not fit, or ends in an ellipsis.
  const cut = [];
  for (const { element, boxes, text } of texts) {
    if (element instanceof SVGElement) {
      const svg = within(element, '.js-plotly-plot')?.getBoundingClientRect();
      for (const r of boxes) if (svg && (r.left < svg.left - 1.5 || r.right > svg.right + 1.5 || r.top < svg.top - 1.5 || r.bottom > svg.bottom + 1.5)) {
        cut.push(`“${text}” at ${spelled(r)} leaves its chart ${spelled(svg)}`);
        break;
      }
      continue;
    }
    for (let e = element; e && e !== document.body; e = e.parentElement) {
      const style = getComputedStyle(e);
      const hides = (axis) => ['hidden', 'clip'].includes(style[`overflow${axis}`]);
      const frame = e.getBoundingClientRect();
      const wide = hides('X') && (e.scrollWidth > e.clientWidth + 1 || boxes.some(r => r.right > frame.right + 1.5 || r.left < frame.left - 1.5));
      const tall = hides('Y') && boxes.some(r => r.bottom > frame.bottom + 3 || r.top < frame.top - 3);
      if ((wide || tall) && !['auto', 'scroll'].includes(style.overflowX)) { cut.push(`“${text}” is cut by ${e.tagName.toLowerCase()}[${e.dataset.testid ?? e.className}] ${spelled(frame)}`); break; }
      if (['auto', 'scroll'].includes(style.overflowX) || ['auto', 'scroll'].includes(style.overflowY)) break;
    }
  }

  // Overlap: two boxes of text of different elements that share more than a sliver.
  const overlapping = [];
  const flat = texts.flatMap(t => t.boxes.map(r => ({ ...t, r: tight(t, r), of: within(t.element, 'text') ?? t.element })));
  function tight({ element }, r) {
    // A line box is taller than its letters.
    const size = parseFloat(getComputedStyle(element).fontSize) * (element instanceof SVGElement ? 1 : 1);
    const spare = Math.max(0, (r.height - size) / 2);
    return new DOMRect(r.left, r.top + spare, r.width, r.height - 2 * spare);
  }
  flat.sort((a, b) => a.r.top - b.r.top);
  const seen = new Set();
  for (let i = 0; i < flat.length; i++) for (let j = i + 1; j < flat.length && flat[j].r.top < flat[i].r.bottom - 1; j++) {
    const [a, b] = [flat[i], flat[j]];
    if (a.of === b.of || area(a.element) !== area(b.element)) continue;
    const width = Math.min(a.r.right, b.r.right) - Math.max(a.r.left, b.r.left);
    const height = Math.min(a.r.bottom, b.r.bottom) - Math.max(a.r.top, b.r.top);
    const key = a.text + '|' + b.text;
    if (width > 1.5 && height > 2 && !seen.has(key)) { seen.add(key); overlapping.push(`“${a.text}” ${spelled(a.r)} and “${b.text}” ${spelled(b.r)}`); }
  }

  // Contrast: the computed colour against what is painted below it.
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const memo = new Map();
  const rgba = (colour) => {
    if (!memo.has(colour)) {
      canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = '#000'; canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
      memo.set(colour, [r, g, b, a / 255]);
    }
    return memo.get(colour);
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((v, i) => v * a + under[i] * (1 - a)).concat(1);
  const light = (c) => { const [r, g, b] = c.slice(0, 3).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const ground = (element, [x, y]) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const place = e.getBoundingClientRect();
      if (e !== document.body && e !== document.documentElement && (x < place.left || x > place.right || y < place.top || y > place.bottom)) continue;
      const c = rgba(getComputedStyle(e).backgroundColor);
      if (c[3] > 0) layers.push(c);
      if (c[3] === 1) break;
    }
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255, 1]);
  };
  const faded = (element) => { let o = 1; for (let e = element; e; e = e.parentElement) o *= Number(getComputedStyle(e).opacity); return o; };
  const heats = [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => [...plot.querySelectorAll('.heatmaplayer image')].map(image => {
    const bitmap = document.createElement('canvas');
    bitmap.width = image.width.baseVal.value; bitmap.height = image.height.baseVal.value;
    const picture = new Image(); picture.src = image.getAttribute('xlink:href') ?? image.getAttribute('href');
    const pen = bitmap.getContext('2d', { willReadFrequently: true });
    try { pen.drawImage(picture, 0, 0, bitmap.width, bitmap.height); } catch { return null; }
    return { frame: image.getBoundingClientRect(), pen, picture, plot };
  }).filter(Boolean));
  const dim = [];
  const told = new Set();
  for (const { element, boxes, text } of texts) {
    const style = getComputedStyle(element);
    const svg = element instanceof SVGElement;
    if (within(element, '[disabled], [aria-disabled=true]')) continue;
    const colour = rgba(svg ? style.fill : style.color).slice();
    if (svg) colour[3] *= Number(style.fillOpacity);
    colour[3] *= faded(element);
    const r = boxes[0];
    const [x, y] = [r.left + r.width / 2, r.top + r.height / 2];
    let below = ground(svg ? within(element, '.js-plotly-plot') ?? element : element, [x, y]);
    if (svg) {
      const heat = heats.find(h => x > h.frame.left && x < h.frame.right && y > h.frame.top && y < h.frame.bottom && h.plot === within(element, '.js-plotly-plot'));
      if (heat) {
        // Beside the letters, inside the cell.
        const d = heat.pen.getImageData(Math.round((r.left - 3 - heat.frame.left)), Math.round(y - heat.frame.top), 1, 1).data;
        if (d[3] > 200) below = [d[0], d[1], d[2], 1];
      }
      const marks = [...within(element, '.js-plotly-plot')?.querySelectorAll('.bars .point path, .sankey-node rect, .sankey-link') ?? []];
      for (const mark of marks) {
        const m = mark.getBoundingClientRect();
        if (x < m.left || x > m.right || y < m.top || y > m.bottom) continue;
        const point = mark.ownerSVGElement.createSVGPoint(); point.x = x; point.y = y;
        if (!mark.isPointInFill(point.matrixTransform(mark.getScreenCTM().inverse()))) continue;
        const paint = rgba(getComputedStyle(mark).fill).slice(); paint[3] *= Number(getComputedStyle(mark).fillOpacity);
        below = over(paint, below);
      }
    }
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const found = ratio(over(colour, below), below);
    const key = `${text}|${style.color}`;
    if (found < (large ? 3 : 4.5) - 0.01 && !told.has(key)) { told.add(key); dim.push(`“${text}” at ${spelled(r)}: ${found.toFixed(2)} (${(svg ? style.fill : style.color)} on rgb(${below.slice(0, 3).map(Math.round)}))`); }
  }

  const root = document.documentElement;
  const main = document.querySelector('[data-testid=stMain]');
  const wide = [];
  if (root.scrollWidth > innerWidth) wide.push(`the page is ${root.scrollWidth - innerWidth} px wider than the window`);
  if (main && main.scrollWidth > main.clientWidth + 1) wide.push(`the body is ${main.scrollWidth - main.clientWidth} px wider than its place`);
  for (const { element, boxes, text } of texts) {
    if (area(element) === 'sidebar') continue;
    const r = boxes.find(r => r.right > innerWidth + 1);
    let e = element; while (e && e !== document.body && !['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(e).overflowX)) e = e.parentElement;
    if (r && (!e || e === document.body || e === main)) wide.push(`“${text}” at ${spelled(r)} ends outside the window`);
  }
  return { cut, overlapping, dim, wide, language: root.lang, texts: texts.length };
}
