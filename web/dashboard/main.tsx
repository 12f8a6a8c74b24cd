import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app.css';
import './nonce.js';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { reloadForNewBuild } from './new-build.js';

reloadForNewBuild();

const root = document.getElementById('root');
if (!root) throw new Error('the page has no place for the dashboard');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
