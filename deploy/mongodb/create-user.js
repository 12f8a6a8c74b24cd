// Runs once, with an empty data folder: the platform's user can read and write its own database and nothing else.
db.getSiblingDB('platform').createUser({
  user: 'platform',
  pwd: process.env.MONGODB_PASSWORD,
  roles: [{ role: 'readWrite', db: 'platform' }],
});
