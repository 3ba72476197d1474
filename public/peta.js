// The map that moves: districts as schematic ground, projects as points that gather where they are many. It asks this server alone. What
// it shows stands beside it as a list, which is also how it is used with keys and read aloud.
const place = document.getElementById('peta');
const list = document.getElementById('peta-daftar');
const said = document.getElementById('peta-kata');
const MOST = 30;

const colours = { plan: '#8d8778', present: '#f4b223', past: '#1b6e46', side: '#a61b1b' };
const ink = '#14243b';

/** @param {string} url */
const read = async (url) => {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
};

const bounds = (features) => {
  const box = [180, 90, -180, -90];
  const look = (at) => {
    if (typeof at[0] === 'number') {
      box[0] = Math.min(box[0], at[0]);
      box[1] = Math.min(box[1], at[1]);
      box[2] = Math.max(box[2], at[0]);
      box[3] = Math.max(box[3], at[1]);
    } else at.forEach(look);
  };
  features.forEach((feature) => feature.geometry && look(feature.geometry.coordinates));
  return box[0] <= box[2] ? box : [95, -11, 141, 6];
};

const shown = (features) => {
  const items = features.slice(0, MOST).map(({ properties }) => {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = properties.url;
    link.textContent = properties.name;
    const stage = document.createElement('span');
    stage.className = 'tag';
    stage.textContent = properties.stage ?? '';
    item.append(link, ' ', stage);
    return item;
  });
  list.replaceChildren(...items);
  said.textContent = place.dataset.jumlah.replace('{n}', String(features.length)).replace('{m}', String(items.length));
};

const begin = async () => {
  const { Map, NavigationControl, setWorkerUrl } = await import(place.dataset.modul);
  setWorkerUrl(new URL(place.dataset.pekerja, location.origin).href);
  const [ground, projects] = await Promise.all([read(place.dataset.wilayah), read(place.dataset.proyek)]);
  const points = { ...projects, features: projects.features.filter((feature) => feature.geometry) };
  place.replaceChildren();
  const map = new Map({
    container: place,
    attributionControl: false,
    bounds: bounds(ground.features.length ? ground.features : points.features),
    fitBoundsOptions: { padding: 24 },
    style: {
      version: 8,
      sources: {
        ground: { type: 'geojson', data: ground },
        projects: { type: 'geojson', data: points, cluster: true, clusterRadius: 36, clusterMaxZoom: 13 },
      },
      layers: [
        { id: 'paper', type: 'background', paint: { 'background-color': '#fbfaf6' } },
        { id: 'ground', type: 'fill', source: 'ground', paint: { 'fill-color': '#e3f0f2' } },
        { id: 'edge', type: 'line', source: 'ground', paint: { 'line-color': '#8d8778', 'line-width': 1 } },
        {
          id: 'many', type: 'circle', source: 'projects', filter: ['has', 'point_count'],
          paint: { 'circle-color': ink, 'circle-radius': ['interpolate', ['linear'], ['get', 'point_count'], 2, 12, 500, 34] },
        },
        {
          id: 'one', type: 'circle', source: 'projects', filter: ['!', ['has', 'point_count']],
          paint: {
            'circle-radius': 8, 'circle-stroke-width': 2, 'circle-stroke-color': ink,
            'circle-color': ['match', ['get', 'phase'], ...Object.entries(colours).flat(), '#8d8778'],
          },
        },
      ],
    },
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  map.getCanvas().setAttribute('aria-label', place.dataset.nama);
  // Numbers on the map would need a font from somewhere: the size says how many, and the list how many exactly.
  const inView = () => {
    const view = map.getBounds();
    shown(points.features.filter(({ geometry }) => view.contains(geometry.coordinates)));
  };
  map.on('moveend', inView);
  map.on('load', () => {
    inView();
    place.dataset.siap = 'ya';
  });
  map.on('click', 'one', (event) => {
    const url = event.features?.[0]?.properties?.url;
    if (url) location.assign(url);
  });
  map.on('click', 'many', async (event) => {
    const found = event.features?.[0];
    const zoom = await map.getSource('projects').getClusterExpansionZoom(found.properties.cluster_id);
    map.easeTo({ center: found.geometry.coordinates, zoom, duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 300 });
  });
  for (const layer of ['one', 'many']) {
    map.on('mouseenter', layer, () => { map.getCanvas().style.cursor = 'pointer'; });
    map.on('mouseleave', layer, () => { map.getCanvas().style.cursor = ''; });
  }
};

begin().catch((error) => {
  // The drawing that stood there stays, and the list is a page of its own.
  said.textContent = place.dataset.gagal;
  console.warn(error);
});
