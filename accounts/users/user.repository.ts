import type { Page, PageRequest, SortOrder } from '../../contracts/common.contract.js';
import type { InstallationRole, UserStatus } from '../../contracts/identity.contract.js';
import { contains, paginate } from '../../platform/mongo/paginate.js';
import { onDuplicate } from '../../platform/mongo/duplicate-key.js';
import { UserModel, type UserDocument } from './user.model.js';

export interface NewUser {
  _id: string;
  username: string;
  email: string;
  name: string | null;
  passwordHash: string;
  role: InstallationRole;
  organizationId: string;
}

export type UserChanges = Partial<
  Pick<UserDocument, 'username' | 'email' | 'name' | 'passwordHash' | 'role' | 'status' | 'deletionJobId'>
>;

export interface UserListRequest extends PageRequest {
  sort: SortOrder;
  search?: string;
  role?: InstallationRole;
  status?: UserStatus;
}

/** Names are sorted as they are compared, without regard to the case of letters. */
const sortFields: Record<string, string> = { username: 'usernameKey', email: 'emailKey' };

const taken = { usernameKey: 'This username is taken', emailKey: 'This e-mail address is taken' };

/** Names and addresses that differ in letter case only are the same. */
export const loginKey = (value: string): string => value.trim().toLowerCase();

/** Users are found before their tenant is known (login, tokens), hence the system methods. */
export const userRepository = {
  systemInsert: async (values: NewUser): Promise<UserDocument> =>
    onDuplicate(taken, async () => {
      const user = new UserModel({
        ...values,
        usernameKey: loginKey(values.username),
        emailKey: loginKey(values.email),
      });
      return (await user.save()).toObject();
    }),
  /** How these users are called; those that are gone are missing. */
  systemNames: async (ids: string[]): Promise<Map<string, string>> => {
    const users = await UserModel.find({ _id: { $in: ids } }, { name: 1, username: 1 })
      .lean()
      .exec();
    return new Map(users.map(({ _id, name, username }) => [_id, name ?? username]));
  },
  systemFind: (id: string): Promise<UserDocument | null> => UserModel.findById(id).lean().exec(),
  systemFindByLogin: (login: { username?: string; email?: string }): Promise<UserDocument | null> =>
    UserModel.findOne(
      login.username === undefined
        ? { emailKey: loginKey(login.email ?? '') }
        : { usernameKey: loginKey(login.username) },
    )
      .lean()
      .exec(),
  /** Notes where the user works; `false` when that has changed in the meantime. */
  systemSetOrganization: async (
    id: string,
    organizationId: string,
    { unlessChangedFrom }: { unlessChangedFrom?: string } = {},
  ): Promise<boolean> => {
    const filter = {
      _id: id,
      ...(unlessChangedFrom === undefined ? {} : { organizationId: unlessChangedFrom }),
    };
    return (await UserModel.updateOne(filter, { $set: { organizationId } })).matchedCount === 1;
  },
  /** Changes a user; `null` when there is none. @throws AppError CONFLICT for a taken name or address */
  systemUpdate: (id: string, { username, email, ...values }: UserChanges): Promise<UserDocument | null> =>
    onDuplicate(taken, () =>
      UserModel.findOneAndUpdate(
        { _id: id },
        {
          $set: {
            ...values,
            ...(username === undefined ? {} : { username, usernameKey: loginKey(username) }),
            ...(email === undefined ? {} : { email, emailKey: loginKey(email) }),
          },
        },
        { returnDocument: 'after' },
      )
        .lean()
        .exec(),
    ),
  systemList: ({ search, role, status, sort, ...request }: UserListRequest): Promise<Page<UserDocument>> => {
    const text = search === undefined ? undefined : contains(search);
    const field = sortFields[sort.field] ?? sort.field;
    return paginate(
      UserModel,
      {
        ...(role === undefined ? {} : { role }),
        ...(status === undefined ? {} : { status }),
        ...(text ? { $or: [{ username: text }, { email: text }, { name: text }] } : {}),
      },
      { ...request, sort: { ...sort, field } },
    );
  },
  /** Inside a transaction: no other transaction that does the same goes on beside it. */
  systemLockAdministrators: async (): Promise<void> => {
    await UserModel.updateMany({ role: 'admin' }, { $inc: { revision: 1 } }, { timestamps: false });
  },
  systemHasAnotherAdministrator: async (id: string): Promise<boolean> =>
    (await UserModel.exists({ _id: { $ne: id }, role: 'admin', status: 'active' })) !== null,
  systemDelete: async (id: string): Promise<boolean> =>
    (await UserModel.deleteOne({ _id: id })).deletedCount === 1,
  systemFindFirstAdministrator: (): Promise<UserDocument | null> =>
    UserModel.findOne({ role: 'admin', status: 'active' }).sort({ _id: 1 }).lean().exec(),
  systemAdministratorIds: async (): Promise<string[]> =>
    (await UserModel.find({ role: 'admin', status: 'active' }, { _id: 1 }).lean().exec()).map(
      ({ _id }) => _id,
    ),
  /** In whose name the command line asks. */
  systemFirstAdministrator: (): Promise<UserDocument | null> =>
    UserModel.findOne({ role: 'admin', status: 'active' }).sort({ createdAt: 1, _id: 1 }).lean().exec(),
  systemHasAdministrator: async (): Promise<boolean> => (await UserModel.exists({ role: 'admin' })) !== null,
};
