import type { InstallationRole } from '../../contracts/identity.contract.js';
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

const keyOf = (value: string): string => value.trim().toLowerCase();

/** Users are found before their tenant is known (login, tokens), hence the system methods. */
export const userRepository = {
  systemInsert: async (values: NewUser): Promise<UserDocument> =>
    onDuplicate(
      { usernameKey: 'This username is taken', emailKey: 'This e-mail address is taken' },
      async () => {
        const user = new UserModel({
          ...values,
          usernameKey: keyOf(values.username),
          emailKey: keyOf(values.email),
        });
        return (await user.save()).toObject();
      },
    ),
  systemFind: (id: string): Promise<UserDocument | null> => UserModel.findById(id).lean().exec(),
  systemFindByLogin: (login: { username?: string; email?: string }): Promise<UserDocument | null> =>
    UserModel.findOne(
      login.username === undefined
        ? { emailKey: keyOf(login.email ?? '') }
        : { usernameKey: keyOf(login.username) },
    )
      .lean()
      .exec(),
  systemHasAdministrator: async (): Promise<boolean> => (await UserModel.exists({ role: 'admin' })) !== null,
};
