import { mount } from 'svelte';

import App from './App.svelte';
import { core } from './lib/core';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/dialog.css';
import './styles/door.css';
import './styles/shell.css';
import './styles/queue.css';
import './styles/filters.css';
import './styles/palette.css';
import './styles/case.css';
import './styles/composer.css';
import './styles/evidence.css';
import './styles/facts.css';
import './styles/danger.css';
import './styles/history.css';
import './styles/team.css';
import './styles/print.css';

const target = document.getElementById('app');
if (target) mount(App, { target, props: { core } });
