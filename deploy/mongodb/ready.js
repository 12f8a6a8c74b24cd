// The health check: makes the replica set at the first start, then asks whether writes are taken.
const { MONGO_INITDB_ROOT_USERNAME: user, MONGO_INITDB_ROOT_PASSWORD: password } = process.env;
const admin = connect('mongodb://127.0.0.1:27017/admin?directConnection=true');
admin.auth(user, password);
if (!admin.hello().setName) {
  admin.adminCommand({
    replSetInitiate: { _id: 'rs0', members: [{ _id: 0, host: 'mongodb:27017' }] },
  });
}
quit(admin.hello().isWritablePrimary ? 0 : 1);
