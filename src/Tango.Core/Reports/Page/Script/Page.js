// The page as a whole.

function update() {
  colourSwitch();
  graph();
  table();
}

function reveal() {
  const match = /^#step-(\d+)$/.exec(location.hash),
    i = match ? +match[1] : -1;
  if (!rows[i]) return;
  state.open.add(i);
  state.reveal = i;
  if (!filtered().includes(rows[i])) clear();
  table();
}
function clear() {
  state.filter = parts.filter.value = '';
  state.only = state.members = state.membersOf = null;
  state.page = 0;
  colourSwitch();
}

function show(chosen) {
  project = chosen;
  rows = readRows(project);
  state = {
    colour: project.last ? 'last' : 'next',
    filter: '',
    only: null,
    members: null,
    membersOf: null,
    sort: 'step',
    direction: 1,
    page: 0,
    open: new Set(),
    reveal: null,
    cut: null,
    whole: false,
    zoom: 1,
    all: false,
  };
  parts = { switch: el('div', { class: 'switch' }), graph: el('div', null), table: el('table', { id: 'rows' }), pager: el('div', { class: 'bar noprint' }) };
  parts.filter = el('input', {
    type: 'search',
    id: 'filter',
    'aria-label': 'Filter the steps',
    placeholder: 'filter: name, type, state, reason, error … ( / )',
    oninput: () => {
      state.filter = parts.filter.value;
      state.page = 0;
      table();
    },
    onkeydown: event => {
      if (event.key === 'Escape') {
        clear();
        table();
      }
    },
  });
  parts.clear = el(
    'button',
    {
      type: 'button',
      hidden: true,
      onclick: () => {
        clear();
        table();
      },
    },
    'show all',
  );
  const choice =
    data.projects.length > 1
      ? el(
          'div',
          { class: 'bar' },
          el('label', { for: 'project' }, 'project'),
          el(
            'select',
            { id: 'project', onchange: event => show(data.projects[+event.target.value]) },
            data.projects.map((one, k) => el('option', { value: k, selected: one === project }, one.name)),
          ),
        )
      : '';
  document.getElementById('choice').replaceChildren(...[choice].filter(Boolean));
  const content = [
    parts.switch,
    section('graph', 'Graph', parts.graph),
    timeline(),
    section('steps', 'Steps', el('div', { class: 'bar noprint' }, parts.filter, parts.clear), el('div', { class: 'scroll' }, parts.table), parts.pager),
    compare(),
    metrics(),
    history(),
    solution(),
  ];
  main.replaceChildren(...content.filter(Boolean));
  tiles();
  update();
  reveal();
}

addEventListener('hashchange', reveal);
addEventListener('keydown', event => {
  if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    parts.filter.focus();
  }
});
addEventListener('beforeprint', () => {
  state.all = true;
  table();
});
addEventListener('afterprint', () => {
  state.all = false;
  table();
});
show(data.projects[0]);
