-- Members in bulk. Values are put by their place: keep the order.

-- name: bulk_member
INSERT INTO member (id, public_id, number, name, native_name, name_fold,
       language, entered_at, entered_by)
VALUES (:id, :public_id, :number, :name, :native_name, :name_fold,
       :language, :at, :by);

-- name: bulk_stay
INSERT INTO membership (id, member_id, cell_id, from_day, until_day, ended,
       how, entered_at, entered_by)
VALUES (:id, :member_id, :cell_id, :from, :until, :ended, :how, :at, :by);

-- name: bulk_contact
INSERT INTO contact (id, member_id, kind, value, shown_to, from_at, until_at,
       entered_by)
VALUES (:id, :member_id, :kind, :value, :shown_to, :at, NULL, :by);
