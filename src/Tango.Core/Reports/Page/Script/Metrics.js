// Metrics over runs.

function metrics() {
  const series = project.series || [];
  if (!series.length) return null;
  const grid = el('div', { class: 'plots' });
  function plot([i, name, ...values]) {
    const points = values.map((value, k) => [k, value]).filter(point => typeof point[1] === 'number'),
      numbers = points.map(point => point[1]);
    const low = Math.min(...numbers),
      high = Math.max(...numbers),
      x = k => (values.length < 2 ? 50 : 2 + (96 * k) / (values.length - 1)),
      y = value => (high === low ? 15 : 28 - (26 * (value - low)) / (high - low));
    const current = values[values.length - 1];
    return el(
      'figure',
      { class: 'plot' },
      el('figcaption', null, el('a', { href: '#step-' + i }, rows[i].name), ' ' + name, el('br'), el('b', null, current === null ? '–' : number(current))),
      numbers.length
        ? svg(
            'svg',
            {
              viewBox: '0 0 100 30',
              preserveAspectRatio: 'none',
              role: 'img',
              'aria-label':
                name +
                ' of ' +
                rows[i].name +
                ' over ' +
                plural(values.length, 'run') +
                ': from ' +
                number(numbers[0]) +
                ' to ' +
                number(numbers[numbers.length - 1]) +
                ', between ' +
                number(low) +
                ' and ' +
                number(high),
            },
            svg('polyline', {
              points: (points.length === 1
                ? [
                    [0, numbers[0]],
                    [values.length - 1, numbers[0]],
                  ]
                : points
              )
                .map(([k, value]) => f(x(k)) + ',' + f(y(value)))
                .join(' '),
            }),
          )
        : '',
      el('span', { class: 'note' }, numbers.length ? number(low) + ' … ' + number(high) : ''),
    );
  }
  const show = all => grid.replaceChildren(...(all ? series : series.slice(0, shownPlots)).map(plot));
  show(false);
  const more =
    series.length > shownPlots
      ? el(
          'button',
          {
            type: 'button',
            class: 'noprint',
            onclick: () => {
              show(true);
              more.hidden = true;
            },
          },
          'all ' + series.length,
        )
      : '';
  return section(
    'metrics',
    'Metrics over the last ' + plural(project.runs.length, 'run'),
    note('The oldest run is on the left. Metrics that changed come first.' + (project.seriesLeftOut ? ' ' + project.seriesLeftOut + ' more are not in this page.' : '')),
    grid,
    more,
  );
}
