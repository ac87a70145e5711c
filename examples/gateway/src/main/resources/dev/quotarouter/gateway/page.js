const POLL_MILLIS = 2000;
const MOST_CARDS = 200;
const DAY_MILLIS = 24 * 60 * 60 * 1000;
const KEY = "quotarouter.key";

const $ = id => document.getElementById(id);
const wantsKey = document.documentElement.dataset.key === "wanted";
let status = null;
let clockLead = 0; // how far the server's clock is ahead of this one
let lostSince = null;

function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

function svg(name, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

const number = value => value.toLocaleString("en");
const words = name => name.replaceAll("_", " ");
const now = () => Date.now() + clockLead;
const clock = at => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

function from(at) {
  const seconds = Math.max(0, Math.ceil((Date.parse(at) - now()) / 1000));
  if (seconds < 100) return `in ${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `in ${minutes} min` : `in ${Math.floor(minutes / 60)} h ${minutes % 60} min, at ${clock(at)}`;
}

/* What a clock brings back waits; what somebody has to look after is bad. */
function tone(deployment) {
  if (deployment.availability === "available") return "good";
  return deployment.until ? "wait" : "bad";
}

function restingLine(one) {
  const until = one.until ? `, again ${from(one.until)}` : "";
  const detail = one.detail ? ` (${one.detail})` : "";
  return el("li", { class: tone(one), "data-deployment": one.id },
    el("strong", {}, one.id), ` ${words(one.availability)}${until}${detail}`);
}

function showResting() {
  const resting = status.deployments.filter(one => one.availability !== "available");
  $("resting").replaceChildren(...(resting.length === 0
    ? [el("li", { class: "none" }, "All deployments are available.")]
    : resting.slice(0, MOST_CARDS).map(restingLine)));
}

function bar(window) {
  const limit = window.share ?? window.limit;
  const share = value => limit ? Math.min(100, 100 * value / limit) : 0;
  const node = el("div", { class: window.remaining === 0 ? "bar full" : "bar", role: "meter", "aria-valuemin": 0,
    "aria-valuemax": limit ?? 0, "aria-valuenow": window.used + window.reserved,
    "aria-label": `${words(window.dimension)} per ${window.span}` });
  for (const value of [window.used, window.reserved]) {
    const part = el("i", {});
    part.style.width = `${share(value)}%`;
    node.append(part);
  }
  return node;
}

function windowLine(window) {
  const taken = window.used + window.reserved;
  const use = window.limit === null ? `${number(taken)}, no known limit` : `${number(taken)} of ${number(window.limit)}`;
  const left = window.remaining === null ? "" : `${number(window.remaining)} left`;
  const end = window.full_until ? `full, again ${from(window.full_until)}`
    : taken > 0 && window.resets_at ? `resets ${from(window.resets_at)}` : "";
  return el("div", { class: "window", "data-window": `${window.dimension}/${window.span}` },
    el("span", {}, `${words(window.dimension)} / ${window.span}`), el("span", { class: "use" }, use), bar(window),
    el("span", { class: "left faint" }, left), el("span", { class: "faint" }, end));
}

function modelBlock(one, pool) {
  return el("div", { class: "model", "data-pool": pool.id },
    el("p", {}, el("span", {}, pool.model), el("span", { class: `state ${tone(one)}` },
      words(one.availability) + (one.in_flight > 0 ? `, ${one.in_flight} under way` : ""))),
    ...(pool.shared_with.length > 0 ? [el("p", { class: "faint" }, `the same quota as ${pool.shared_with.join(", ")}`)] : []),
    ...pool.windows.map(windowLine));
}

function showKeys() {
  const pools = new Map(status.pools.map(pool => [pool.id, pool]));
  const keys = new Map();
  for (const one of status.deployments) {
    if (!keys.has(one.key)) keys.set(one.key, new Map());
    const models = keys.get(one.key);
    if (!models.has(one.pool)) models.set(one.pool, modelBlock(one, pools.get(one.pool)));
  }
  const cards = [...keys].slice(0, MOST_CARDS).map(([key, models]) =>
    el("article", { class: "card", "data-key-name": key }, el("h3", {}, key), ...models.values()));
  if (keys.size > MOST_CARDS) cards.push(el("p", { class: "faint" }, `and ${number(keys.size - MOST_CARDS)} more keys`));
  $("keys").replaceChildren(...cards);
}

/* The pools of a model together: the use of each stays what it was until its next point. */
function dayOf(model, pools) {
  const day = { model, limit: 0, used: 0, ends: 0, points: [] };
  const changes = [];
  for (const pool of pools) {
    const window = pool.windows.find(one => one.dimension === "requests" && one.span === "day");
    if (!window || !window.resets_at) continue;
    day.limit = window.limit === null || day.limit === null ? null : day.limit + window.limit;
    day.used += window.used + window.reserved;
    day.ends = Math.max(day.ends, Date.parse(window.resets_at));
    let before = 0;
    for (const point of pool.day) {
      changes.push([Date.parse(point.at), point.used - before]);
      before = point.used;
    }
  }
  let used = 0;
  for (const [at, more] of changes.sort((a, b) => a[0] - b[0])) day.points.push([at, used += more]);
  return day;
}

function chart(day) {
  const width = 360, height = 110, base = 90, top = 14;
  const begins = day.ends - DAY_MILLIS;
  const most = Math.max(1, day.limit ?? day.used * 1.25);
  const x = at => Math.max(0, Math.min(width, width * (at - begins) / DAY_MILLIS));
  const y = used => base - (base - top) * Math.min(1, used / most);
  let path = "", last = 0;
  for (const [at, used] of day.points) {
    path += path ? `H${x(at)}V${y(used)}` : `M${x(at)} ${y(used)}`;
    last = y(used);
  }
  if (path) path += `H${Math.max(x(now()), x(day.points[0][0]) + 1)}`;
  const first = day.points.length > 0 ? x(day.points[0][0]) : 0;
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "img",
    "aria-label": `${day.model}: ${day.used} requests used${day.limit === null ? "" : ` of ${day.limit}`}` });
  picture.append(svg("line", { class: "axis", x1: 0, x2: width, y1: base, y2: base }));
  if (day.limit !== null) picture.append(svg("line", { class: "limit", x1: 0, x2: width, y1: y(day.limit), y2: y(day.limit) }));
  if (path) {
    picture.append(svg("path", { class: "area", d: `${path}V${base}H${first}Z` }), svg("path", { class: "curve", d: path }));
  }
  picture.append(
    svg("text", { x: 0, y: 104 }, clock(begins)),
    svg("text", { x: width / 2, y: 104, "text-anchor": "middle" }, clock(begins + DAY_MILLIS / 2)),
    svg("text", { x: width, y: 104, "text-anchor": "end" }, clock(day.ends)));
  return picture;
}

function showDays() {
  const models = new Map();
  for (const pool of status.pools) models.set(pool.model, [...(models.get(pool.model) ?? []), pool]);
  const days = [...models].map(([model, pools]) => dayOf(model, pools)).filter(day => day.ends > 0);
  $("days").replaceChildren(...days.map(day => el("article", { class: "card", "data-day": day.model },
    el("h3", {}, `${day.model}: ${number(day.used)} of ${day.limit === null ? "an unknown limit" : number(day.limit)}`),
    chart(day))));
}

function showBudgets() {
  $("money").hidden = status.budgets.length === 0;
  $("budgets").replaceChildren(...status.budgets.map(budget => el("li", {},
    `${budget.name}: $${budget.spent.toFixed(4)} of $${number(budget.limit)}, anew ${from(budget.resets_at)}`)));
}

function show() {
  if (!status) return;
  const available = status.deployments.filter(one => one.availability === "available").length;
  const lost = lostSince ? `no answer since ${new Date(lostSince).toLocaleTimeString()}; ` : "";
  const summary = `${lost}${number(available)} of ${number(status.deployments.length)} deployments available,`
    + ` ${number(status.chats)} chats under way, ${number(status.waiting)} waiting`
    + (status.stopping ? "; the gateway is stopping" : "");
  if ($("summary").textContent !== summary) $("summary").textContent = summary;
  $("summary").className = lostSince ? "lost" : "";
  showResting();
  showKeys();
  showDays();
  showBudgets();
}

function ask(refusal) {
  sessionStorage.removeItem(KEY);
  status = null;
  $("summary").textContent = "";
  $("refused").textContent = refusal;
  $("board").hidden = true;
  $("door").hidden = false;
  $("key").focus();
}

async function poll() {
  const key = sessionStorage.getItem(KEY);
  if (wantsKey && !key) return ask("");
  try {
    const answer = await fetch("status", { headers: key ? { Authorization: `Bearer ${key}` } : {}, cache: "no-store" });
    if (answer.status === 401) return ask("That is not the key.");
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    status = await answer.json();
    clockLead = Date.parse(status.at) - Date.now();
    lostSince = null;
    $("door").hidden = true;
    $("board").hidden = false;
  } catch {
    lostSince ??= Date.now();
  }
  show();
  setTimeout(pollIfSeen, POLL_MILLIS);
}

function pollIfSeen() {
  if (document.visibilityState === "visible") return poll();
  document.addEventListener("visibilitychange", pollIfSeen, { once: true });
}

$("door").addEventListener("submit", event => {
  event.preventDefault();
  sessionStorage.setItem(KEY, $("key").value.trim());
  $("key").value = "";
  poll();
});
setInterval(show, 1000); // so that the countdowns go on between two answers
poll();
